using Platform.Core.Scaffolding.Templating.Values;

namespace Platform.Core.Scaffolding.Templating.Evaluation;

/// <summary>What a <c>for</c> goes through, and its <c>loop</c> variable.</summary>
internal static class LoopItems
{
    /// <summary>One function per turn that gives the value of a target by its position.</summary>
    public static IReadOnlyList<Func<int, object?>> Of(object? items, int targets, RenderSession session)
    {
        switch (items)
        {
            case JsRecord record when targets > 1:
                session.Budget.Step(record.Count);
                return [.. record.Keys.ToList().Select(key => (Func<int, object?>)(target => target switch
                {
                    0 => key,
                    1 => record[key],
                    _ => Undefined.Value,
                }))];
            case JsArray array when targets > 1:
                session.Budget.Step(array.Items.Count);
                return [.. array.Items.ToList().Select(item => (Func<int, object?>)(target =>
                    JsMembers.Get(item, (double)target, cookiecutter: false, session.Budget)))];
            case JsArray array:
                session.Budget.Step(array.Items.Count);
                return [.. array.Items.ToList().Select(item => (Func<int, object?>)(_ => item))];
            case string or SafeText:
                var text = JsConvert.ToText(items, session.Budget);
                session.Budget.Step(text.Length);
                return [.. text.Select(c => (Func<int, object?>)(_ => c.ToString()))];
            default:
                return [];
        }
    }

    public static void Describe(JsRecord loop, int index, int length)
    {
        loop["index"] = (double)(index + 1);
        loop["index0"] = (double)index;
        loop["revindex"] = (double)(length - index);
        loop["revindex0"] = (double)(length - index - 1);
        loop["first"] = index == 0;
        loop["last"] = index == length - 1;
        loop["length"] = (double)length;
    }
}
