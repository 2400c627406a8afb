using System.Text;

namespace Platform.TestKit.Catalog.Fuzzing;

/// <summary>What mutations start from: ordinary descriptors, and shapes that hurt readers of YAML.</summary>
public static class FuzzSeeds
{
    public static IReadOnlyList<string> Ordinary { get; } =
    [
        """
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: orders # a comment
          annotations: { github.com/project-slug: acme/orders, "quoted/key": 'it''s' }
          tags: [java, c++]
          links:
            - url: https://example.com
              title: "Dash\tboard"
        spec:
          type: service
          lifecycle: production
          owner: team-commerce
          dependsOn: [resource:default/db, "component:x"]
          description: |
            several
              lines
          folded: >-
            more
            lines
        """,
        """
        apiVersion: backstage.io/v1alpha1
        kind: API
        metadata: &meta
          name: orders-api
        spec:
          <<: *meta
          type: openapi
          lifecycle: experimental
          owner: group:default/team
          definition:
            $text: ./openapi.yaml
        ---
        # nothing
        ---
        {"apiVersion": "backstage.io/v1alpha1", "kind": "Group", "metadata": {"name": "g"},
         "spec": {"type": "team", "children": []}}
        ...
        """,
        """
        %YAML 1.2
        %TAG ! tag:example.com,2000:
        ---
        apiVersion: scaffolder.backstage.io/v1beta3
        kind: Template
        metadata: {name: t, title: !!str 1}
        spec:
          type: service
          steps:
          - id: a
            action: debug:log
            input: {message: "${{ parameters.name }}", n: 0x1F, f: 1e3, nil: ~, ? {a: b} : c}
          - *unknown
          - !local {a: .inf, b: 012345678901234567890}
          output: {links: []}
        """,
        "? complex\n: value\n? [a, b]\n: c\n- x\n",
        "a: &a [*a]\nb: !<tag:x> c\n\"d\\u00e9\\x41\\U0001F600\": 'e\n\n  f'\n",
        "key: \"line one\\\n  line two\"\nother: - not a list\nlist:\n- - - nested\n  - x: 1\n    y: 2\n",
    ];

    public static IReadOnlyList<string> Tokens { get; } =
    [
        ": ", "- ", "? ", "[", "]", "{", "}", ",", "#", "&a ", "*a", "!!binary ", "! ", "!<", "|", ">", "|9", ">-", "'", "\"",
        "%",
        "%YAML 9.9\n", "@", "`", "---", "\n---\n", "...", "\n...\n", "\t", "\r", "\r\n", "\u0085", "\u2028", "\uFEFF", "\0", "\\",
        "\\u", "<<: ", "~", "null", "true", ".nan", "1e999", "0x", "é", "日本", "😀", "\ud83d", "  ", "\n", "\n  ", "\n\n",
        "$text: x",
        "name: orders\n", "kind: Component\n", "metadata:\n", new string(' ', 80), new string('a', 300), "${{ values.x }}",
    ];

    public static IReadOnlyList<byte[]> BadBytes { get; } =
        [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0x80], [0xe2, 0x82], [0xff, 0xfe], [0xfe, 0xff]];

    /// <summary>Shapes whose cost grows faster than their size, made about as large as is asked for.</summary>
    public static string Attack(Random random, int size) => random.Next(16) switch
    {
        0 => Times("[", size),
        1 => Times("{a: ", size / 4),
        2 => Times("- ", size / 2),
        3 => "a0: &a0 lol\n" + string.Concat(Enumerable.Range(1, Math.Min(60, size / 40)).Select(
            n => $"a{n}: &a{n} [{string.Join(',', Enumerable.Repeat($"*a{n - 1}", 9))}]\n")),
        4 => $"a: &a {Times("x", size / 2)}\nb: [{string.Join(',', Enumerable.Repeat("*a", size / 6))}]",
        5 => Times("a: 1\n", size / 5),
        6 => Times("--- 1\n", size / 6),
        7 => Times("--- [\n", size / 6),
        8 => string.Concat(Enumerable.Range(0, size / 12).Select(n => $"k{n}: &x{n} v\n")),
        9 => "a: \"" + Times("\\u0041 ", size / 7),
        10 => "a: |\n" + Times(" x\n\n", size / 4),
        11 => Times("? ", size / 2),
        12 => string.Concat(Enumerable.Range(0, Math.Min(300, size / 10)).Select(n => new string(' ', n) + "a:\n")),
        13 => "? " + Times("k", size / 2) + "\n: [" + Times("1,", size / 4) + "]",
        14 => "a: " + Times("b ", size / 2) + "\n" + Times("  c\n", size / 8),
        _ => "[" + Times("a: b, ", size / 6) + Times("#\n", size / 10),
    };

    private static string Times(string text, int times) => new StringBuilder().Insert(0, text, Math.Max(1, times)).ToString();
}
