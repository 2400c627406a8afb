using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Platform.Local.Runtime.LiveView;

/// <summary>
/// The running host as a list of requests, messages, steps and calls with their times: <c>--console</c>, or the setting
/// <c>LocalConsole</c>. In a terminal what runs at present stands below the list; elsewhere there are plain lines.
/// </summary>
internal sealed class ConsoleView(ConsoleFeed feed, IConsoleScreen screen) : IHostedService
{
    public const string Setting = "LocalConsole";
    public const string Flag = "--console";

    private Task _showing = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _showing = Task.Run(() => screen.ShowAsync(feed), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        feed.Complete();
        await _showing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public static bool IsOn(IConfiguration settings) => settings.GetValue(Setting, defaultValue: false);

    /// <summary>Two writers on one terminal would break each other's lines.</summary>
    public static bool HasTerminal => !Console.IsOutputRedirected && AnsiConsole.Console.Profile.Capabilities.Ansi;

    public static void AddTo(IServiceCollection services, ILoggingBuilder logging)
    {
        var feed = new ConsoleFeed();
        services.AddSingleton(feed);
        if (HasTerminal)
        {
            logging.ClearProviders().AddProvider(feed);
            services.AddSingleton<IConsoleScreen>(new LiveScreen(AnsiConsole.Console));
        }
        else
        {
            services.AddSingleton<IConsoleScreen>(new PlainScreen(Console.Out));
        }

        services.AddHostedService<ConsoleView>();
    }
}
