namespace Platform.Core.Scaffolding.Templating.Values;

/// <summary>
/// JavaScript's stable sort with undefined at the end. Mixed types give an order that contradicts itself, and then the result
/// is what the algorithm happens to do; so this is V8's algorithm as far as lists of such values are long: the run at the start,
/// then binary insertion. From 64 items on it merges, which is the same for every order that doesn't contradict itself.
/// </summary>
internal static class JsSort
{
    private const int Short = 64;

    public static List<object?> Sorted(List<object?> items, Comparison<object?> compare, RenderBudget budget)
    {
        var sorted = items.Where(item => item is not Undefined).ToArray();
        int Charged(object? left, object? right)
        {
            budget.Step();
            return compare(left, right);
        }

        if (sorted.Length < Short)
        {
            Insert(sorted, Run(sorted, Charged), Charged);
        }
        else
        {
            Merge(sorted, new object?[sorted.Length], 0, sorted.Length, Charged);
        }

        return [.. sorted, .. Enumerable.Repeat<object?>(Undefined.Value, items.Count - sorted.Length)];
    }

    /// <summary>The length of the ascending, or strictly descending and then turned, run at the start.</summary>
    private static int Run(object?[] items, Comparison<object?> compare)
    {
        if (items.Length < 2)
        {
            return items.Length;
        }

        var descends = compare(items[1], items[0]) < 0;
        var length = 2;
        while (length < items.Length && compare(items[length], items[length - 1]) < 0 == descends)
        {
            length++;
        }

        if (descends)
        {
            Array.Reverse(items, 0, length);
        }

        return length;
    }

    private static void Insert(object?[] items, int from, Comparison<object?> compare)
    {
        for (var at = Math.Max(1, from); at < items.Length; at++)
        {
            var item = items[at];
            var (left, right) = (0, at);
            while (left < right)
            {
                var middle = left + ((right - left) >> 1);
                (left, right) = compare(item, items[middle]) < 0 ? (left, middle) : (middle + 1, right);
            }

            Array.Copy(items, left, items, left + 1, at - left);
            items[left] = item;
        }
    }

    private static void Merge(object?[] items, object?[] spare, int from, int to, Comparison<object?> compare)
    {
        if (to - from < 2)
        {
            return;
        }

        var middle = (from + to) / 2;
        Merge(items, spare, from, middle, compare);
        Merge(items, spare, middle, to, compare);
        Array.Copy(items, from, spare, from, to - from);
        for (int at = from, left = from, right = middle; at < to; at++)
        {
            var takesLeft = left < middle && (right >= to || compare(spare[left], spare[right]) <= 0);
            items[at] = takesLeft ? spare[left++] : spare[right++];
        }
    }
}
