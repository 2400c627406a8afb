using System.Globalization;
using Platform.Core.Scaffolding.Templating;
using static Platform.TestKit.Templating.TemplateFuzzWords;

namespace Platform.TestKit.Templating;

/// <summary>
/// Random expressions and templates: mostly ones that mean something, some that don't. The same seed gives the same ones.
/// </summary>
public sealed class TemplateFuzz(int seed)
{
    /// <summary>Of work on one template: some never end, and a million steps of each take nunjitsu seconds.</summary>
    public const int MostSteps = 20_000;

    public static readonly RenderLimits Limits = new() { MaxSteps = MostSteps };

    private readonly Random _random = new(seed);

    public IEnumerable<EngineCase> Take(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var template = Chance(60) ? $"${{{{ {Expression(3)} }}}}" : Template(2);
            template = Chance(3) ? Broken(template) : template;
            var python = Chance(5);
            yield return new(python ? template.Replace("${{", "{{", StringComparison.Ordinal) : template,
                Chance(25), Chance(25), python);
        }
    }

    private string Expression(int depth) => depth == 0 ? Leaf() : _random.Next(14) switch
    {
        0 or 1 => Leaf(),
        2 or 3 => $"{Expression(depth - 1)} {Pick(Operators)} {Expression(depth - 1)}",
        4 => $"({Expression(depth - 1)})",
        5 or 6 => $"{Operand(depth)} | {Pick(Filters)}{ArgumentsOrNone()}",
        7 => $"{Operand(depth)} is {(Chance(30) ? "not " : "")}{Pick(Tests)}",
        8 => $"{Expression(depth - 1)} if {Expression(depth - 1)}{(Chance(70) ? $" else {Expression(depth - 1)}" : "")}",
        9 => $"{Operand(depth)}.{Pick(Methods)}",
        10 => Chance(50) ? $"not {Expression(depth - 1)}" : $"-{Operand(depth)}",
        11 => Chance(50) ? $"{Operand(depth)}[{Expression(depth - 1)}]" : $"[{Expression(depth - 1)}, {Expression(depth - 1)}]",
        12 => $"{Operand(depth)}[{Bound()}:{Bound()}{(Chance(30) ? ":" + Bound() : "")}]",
        _ => Chance(50) ? $"{{{Pick(Keys)}: {Expression(depth - 1)}, '{Pick(Keys)}': 1}}" : Called(depth),
    };

    private string Bound() => Chance(30) ? "" : Chance(70) ? Pick(Arguments).Split('=')[0] : Expression(1);

    private string Called(int depth) => _random.Next(4) switch
    {
        0 => $"range({Expression(depth - 1)}, {Pick(Literals)})",
        1 => $"m{_random.Next(3)}({Expression(depth - 1)}, y={Expression(depth - 1)})",
        2 => $"m{_random.Next(3)}()",
        _ => $"{Pick(Names)}({Expression(depth - 1)})",
    };

    private string Operand(int depth) => Chance(50) ? Leaf() : $"({Expression(depth - 1)})";

    private string Leaf() => Chance(50) ? Pick(Names) : Pick(Literals);

    private string ArgumentsOrNone() => _random.Next(4) switch
    {
        0 or 1 => string.Empty,
        2 => $"({Pick(Arguments)})",
        _ => $"({Pick(Arguments)}, {Pick(Arguments)})",
    };

    private string Template(int depth) =>
        string.Concat(Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Part(depth)));

    private string Part(int depth) => depth == 0 ? Pick(Words) : _random.Next(18) switch
    {
        0 or 1 => Pick(Words),
        2 or 3 => $"${{{{{Dash()} {Expression(2)} {Dash()}}}}}",
        4 => $"{Open()} if {Expression(1)} {Close()}{Template(depth - 1)}{Open()} else {Close()}"
            + $"{Template(depth - 1)}{Open()} endif {Close()}",
        5 => $"{Open()} for x in {Expression(1)} {Close()}{Template(depth - 1)}${{{{ x }}}}{Open()} endfor {Close()}",
        6 => $"{Open()} set x = {Expression(2)} {Close()}{Template(depth - 1)}${{{{ x }}}}",
        7 => $"{Open()} raw {Close()}${{{{ a }}}} {Pick(Words)}{Open()} endraw {Close()}",
        8 => $"{Open()} filter {Pick(Filters)} {Close()}{Template(depth - 1)}{Open()} endfilter {Close()}",
        9 => Macro(depth),
        10 => $"{Open()} for x, y in {Expression(1)} {Close()}{Template(depth - 1)}${{{{ x }}}}${{{{ y }}}}"
            + $"{(Chance(40) ? $"{Open()} else {Close()}{Template(depth - 1)}" : "")}{Open()} endfor {Close()}",
        11 => $"{Open()} set {(Chance(30) ? "x, y" : "y")} {Close()}{Template(depth - 1)}{Open()} endset {Close()}${{{{ y }}}}",
        12 => $"{Open()} switch {Expression(1)} {Close()}{Open()} case {Expression(0)} {Close()}{Template(depth - 1)}"
            + $"{Open()} case {Expression(0)} {Close()}{Template(depth - 1)}"
            + $"{Open()} default {Close()}d{Open()} endswitch {Close()}",
        13 => $"{Open()} if {Expression(1)} {Close()}{Template(depth - 1)}{Open()} elif {Expression(1)} {Close()}"
            + $"{Template(depth - 1)}{Open()} endif {Close()}",
        14 => $"{Open()} block b{_random.Next(4)} {Close()}{Template(depth - 1)}{Open()} endblock {Close()}",
        15 => $"{Open()} set c = {Pick(Stateful)} {Close()}{Open()} for x in {Expression(1)} {Close()}"
            + $"${{{{ c.next() }}}}${{{{ c() }}}}${{{{ loop.revindex }}}}{Template(depth - 1)}{Open()} endfor {Close()}",
        16 => $"{Open()} call{(Chance(40) ? "(x)" : "")} m{_random.Next(3)}({Expression(1)}) {Close()}{Template(depth - 1)}"
            + $"{Open()} endcall {Close()}",
        _ => $"{{#{Dash()} note {Dash()}#}}{Pick(Words)}",
    };

    private string Macro(int depth)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"m{_random.Next(3)}");
        var caller = Chance(40) ? $"${{{{ caller({(Chance(50) ? "1" : "")}) }}}}" : "";
        return $"{Open()} macro {name}(x, y=2) {Close()}{Template(depth - 1)}${{{{ x }}}}{caller}{Open()} endmacro {Close()}"
            + $"${{{{ {name}({Expression(1)}) }}}}";
    }

    private string Open() => "{%" + Dash();

    private string Close() => Dash() + "%}";

    private string Dash() => Chance(15) ? "-" : string.Empty;

    /// <summary>Without one of its characters.</summary>
    private string Broken(string template) =>
        _random.Next(template.Length) is var at && !char.IsSurrogate(template[at]) ? template.Remove(at, 1) : template;

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private bool Chance(int percent) => _random.Next(100) < percent;
}
