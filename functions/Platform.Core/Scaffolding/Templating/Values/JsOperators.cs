using Platform.Core.Scaffolding.Templating.Parsing;

namespace Platform.Core.Scaffolding.Templating.Values;

/// <summary>JavaScript's operators on template values.</summary>
internal static class JsOperators
{
    public static object? Apply(BinaryOperator op, object? left, object? right, RenderBudget budget)
    {
        double Left() => JsConvert.ToNumber(left, budget);
        double Right() => JsConvert.ToNumber(right, budget);
        return op switch
        {
            BinaryOperator.Add => Add(left, right, budget),
            BinaryOperator.Subtract => Left() - Right(),
            BinaryOperator.Multiply => Left() * Right(),
            BinaryOperator.Divide => Left() / Right(),
            BinaryOperator.FloorDivide => Math.Floor(Left() / Right()),
            BinaryOperator.Modulo => Left() % Right(),
            BinaryOperator.Power => JsPower.Of(Left(), Right()),
            BinaryOperator.Concat => Concat(JsConvert.ToText(left, budget), JsConvert.ToText(right, budget), budget),
            BinaryOperator.Equal => JsConvert.Box(LooseEquals(left, right, budget)),
            BinaryOperator.NotEqual => JsConvert.Box(!LooseEquals(left, right, budget)),
            BinaryOperator.StrictEqual => JsConvert.Box(StrictEquals(left, right)),
            BinaryOperator.StrictNotEqual => JsConvert.Box(!StrictEquals(left, right)),
            BinaryOperator.Less => JsConvert.Box(Compare(left, right, budget) < 0),
            BinaryOperator.LessOrEqual => JsConvert.Box(Compare(left, right, budget) <= 0),
            BinaryOperator.Greater => JsConvert.Box(Compare(left, right, budget) > 0),
            BinaryOperator.GreaterOrEqual => JsConvert.Box(Compare(left, right, budget) >= 0),
            _ => throw new InvalidOperationException($"No such operator: {op}."),
        };
    }

    public static bool StrictEquals(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => a == b,
        (double a, double b) => a == b,
        (bool a, bool b) => a == b,
        _ => ReferenceEquals(left, right),
    };

    public static bool LooseEquals(object? left, object? right, RenderBudget budget)
    {
        if (JsConvert.IsObject(left) != JsConvert.IsObject(right))
        {
            // To be compared with a primitive value, an object becomes one; a function can't.
            JsConvert.RefuseCallable(left);
            JsConvert.RefuseCallable(right);
        }

        var (leftNothing, rightNothing) = (left is null or Undefined, right is null or Undefined);
        if (leftNothing || rightNothing)
        {
            return leftNothing && rightNothing;
        }

        var (leftObject, rightObject) = (JsConvert.IsObject(left), JsConvert.IsObject(right));
        if (leftObject == rightObject && (leftObject || left!.GetType() == right!.GetType()))
        {
            return StrictEquals(left, right);
        }

        var a = leftObject ? JsConvert.ToText(left, budget) : left;
        var b = rightObject ? JsConvert.ToText(right, budget) : right;
        return a is string x && b is string y ? x == y : JsConvert.ToNumber(a, budget) == JsConvert.ToNumber(b, budget);
    }

    /// <summary>Below, at or above 0; null when JavaScript compares with NaN, which is neither.</summary>
    public static int? Compare(object? left, object? right, RenderBudget budget)
    {
        var a = JsConvert.IsObject(left) ? JsConvert.ToText(left, budget) : left;
        var b = JsConvert.IsObject(right) ? JsConvert.ToText(right, budget) : right;
        if (a is string x && b is string y)
        {
            return string.CompareOrdinal(x, y);
        }

        var (m, n) = (JsConvert.ToNumber(a, budget), JsConvert.ToNumber(b, budget));
        return double.IsNaN(m) || double.IsNaN(n) ? null : m.CompareTo(n == 0 && m == 0 ? m : n);
    }

    public static bool In(object? key, object? container, RenderBudget budget)
    {
        switch (container)
        {
            case string text:
                return text.Contains(JsConvert.ToText(key, budget), StringComparison.Ordinal);
            case SafeText:
                // A wrapped text is an object with two members, for JavaScript's 'in'.
                return JsConvert.ToText(key, budget) is "length" or "val";
            case JsArray array:
                budget.Step(array.Items.Count);
                return array.Items.Exists(item => StrictEquals(item, key));
            case JsRecord record:
                return record.Has(JsConvert.ToText(key, budget));
            default:
                throw new TemplatingException(
                    $"'in' looks into an array, an object or a text, not into {JsConvert.TypeOf(container)}.");
        }
    }

    public static object? Add(object? left, object? right, RenderBudget budget)
    {
        if (left is double a && right is double b)
        {
            return a + b;
        }

        var (x, y) = (Primitive(left, budget), Primitive(right, budget));
        return x is string || y is string
            ? Concat(JsConvert.ToText(x, budget), JsConvert.ToText(y, budget), budget)
            : JsConvert.ToNumber(x, budget) + JsConvert.ToNumber(y, budget);
    }

    private static object? Primitive(object? value, RenderBudget budget) =>
        JsConvert.IsObject(value) ? JsConvert.ToText(value, budget) : value;

    private static string Concat(string left, string right, RenderBudget budget)
    {
        budget.Text((long)left.Length + right.Length);
        return left + right;
    }
}
