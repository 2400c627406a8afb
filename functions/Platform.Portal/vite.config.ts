import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// Pages lie one folder deep, as they are served: portal/tasks/{id}. So './' makes them refer to '../assets/', and the portal
// doesn't need to know where it is mounted.
export default defineConfig({
  base: './',
  plugins: [react()],
  build: {
    target: 'es2022',
    // light-dark() and nesting as they are written.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsDir: 'assets',
    // A data: address would need a wider content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { tasks: 'tasks/index.html' } },
    reportCompressedSize: false,
  },
  test: { include: ['tests/**/*.test.{ts,mjs}'], environment: 'node', testTimeout: 120_000 },
})
