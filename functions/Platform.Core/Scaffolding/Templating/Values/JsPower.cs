namespace Platform.Core.Scaffolding.Templating.Values;

/// <summary>
/// <c>x ** y</c> to the last bit as V8 computes it: the algorithm of fdlibm (log2 of x in two parts, times y, and 2 to that).
/// <see cref="Math.Pow"/> differs in the last bit of every tenth result.
/// </summary>
internal static class JsPower
{
    private const double LogOfOneAndAHalfHigh = 5.84962487220764160156e-01;
    private const double LogOfOneAndAHalfLow = 1.35003920212974897128e-08;
    private const double TwoThirdsOfLog2E = 9.61796693925975554329e-01;
    private const double TwoThirdsHigh = 9.61796700954437255859e-01;
    private const double TwoThirdsLow = -7.02846165095275826516e-09;
    private const double Log2E = 1.44269504088896338700e+00;
    private const double Log2EHigh = 1.44269502162933349609e+00;
    private const double Log2ELow = 1.92596299112661746887e-08;
    private const double Ln2 = 6.93147180559945286227e-01;
    private const double Ln2High = 6.93147182464599609375e-01;
    private const double Ln2Low = -1.90465429995776804525e-09;
    private const double OverflowTail = 8.0085662595372944372e-17;

    private static readonly double[] OfLogarithm =
    [
        5.99999999999994648725e-01, 4.28571428578550184252e-01, 3.33333329818377432918e-01,
        2.72728123808534006489e-01, 2.30660745775561754067e-01, 2.06975017800338417784e-01,
    ];

    private static readonly double[] OfExponential =
    [
        1.66666666666666019037e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05,
        -1.65339022054652515390e-06, 4.13813679705723846039e-08,
    ];

    public static double Of(double x, double y)
    {
        if (y == 0)
        {
            return 1;
        }

        if (double.IsNaN(x) || double.IsNaN(y) || (double.IsInfinity(y) && Math.Abs(x) == 1))
        {
            return double.NaN;
        }

        // What the algorithm treats apart is exact everywhere.
        if (double.IsInfinity(x) || double.IsInfinity(y) || x == 0 || Math.Abs(x) == 1)
        {
            return Math.Pow(x, y);
        }

        if (y is 1 or 2 or -1)
        {
            return y switch { 1 => x, 2 => x * x, _ => 1 / x };
        }

        if (y == 0.5 && x > 0)
        {
            return Math.Sqrt(x);
        }

        var whole = y == Math.Truncate(y);
        if (x < 0 && !whole)
        {
            return double.NaN;
        }

        var sign = x < 0 && Math.Abs(y % 2) == 1 ? -1.0 : 1.0;
        var (high, low) = Math.Abs(y) > 2147483648.0 ? HugePower(x, y, out var extreme) : Logarithm(Math.Abs(x), out extreme);
        return extreme is { } result ? sign * result : Exponential(sign, y, high, low);
    }

    /// <summary>log2(1 + t) to four terms; x is so near to 1 that this is enough, or the result is out of range.</summary>
    private static (double High, double Low) HugePower(double x, double y, out double? extreme)
    {
        var exponent = High(Math.Abs(x));
        extreme = (Math.Abs(y) > 1.8446744073709552E19, exponent) switch
        {
            (true, <= 0x3fefffff) => y < 0 ? double.PositiveInfinity : 0,
            (true, >= 0x3ff00000) => y > 0 ? double.PositiveInfinity : 0,
            (_, < 0x3fefffff) => y < 0 ? double.PositiveInfinity : 0,
            (_, > 0x3ff00000) => y > 0 ? double.PositiveInfinity : 0,
            _ => null,
        };
        var t = Math.Abs(x) - 1;
        var w = t * t * (0.5 - (t * (0.3333333333333333333333 - (t * 0.25))));
        var u = Log2EHigh * t;
        var v = (t * Log2ELow) - (w * Log2E);
        var high = Truncated(u + v);
        return (high, v - (high - u));
    }

    private static (double High, double Low) Logarithm(double x, out double? extreme)
    {
        extreme = null;
        var n = 0;
        if (High(x) < 0x00100000)
        {
            x *= 9007199254740992.0;
            n -= 53;
        }

        n += (High(x) >> 20) - 0x3ff;
        var mantissa = High(x) & 0x000fffff;
        var normalized = mantissa | 0x3ff00000;
        var k = mantissa <= 0x3988E ? 0 : 1;
        if (mantissa >= 0xBB67A)
        {
            k = 0;
            n++;
            normalized -= 0x00100000;
        }

        x = WithHigh(x, normalized);
        var basis = k == 0 ? 1.0 : 1.5;
        var u = x - basis;
        var v = 1.0 / (x + basis);
        var ss = u * v;
        var sHigh = Truncated(ss);
        var tHigh = WithHigh(0, ((normalized >> 1) | 0x20000000) + 0x00080000 + (k << 18));
        var tLow = x - (tHigh - basis);
        var sLow = v * (u - (sHigh * tHigh) - (sHigh * tLow));
        var s2 = ss * ss;
        var r = s2 * s2 * (OfLogarithm[0] + (s2 * (OfLogarithm[1] + (s2 * (OfLogarithm[2]
            + (s2 * (OfLogarithm[3] + (s2 * (OfLogarithm[4] + (s2 * OfLogarithm[5]))))))))));
        r += sLow * (sHigh + ss);
        s2 = sHigh * sHigh;
        tHigh = Truncated(3.0 + s2 + r);
        tLow = r - (tHigh - 3.0 - s2);
        u = sHigh * tHigh;
        v = (sLow * tHigh) + (tLow * ss);
        var pHigh = Truncated(u + v);
        var pLow = v - (pHigh - u);
        var zHigh = TwoThirdsHigh * pHigh;
        var zLow = (TwoThirdsLow * pHigh) + (pLow * TwoThirdsOfLog2E) + (k == 0 ? 0 : LogOfOneAndAHalfLow);
        double t = n;
        var offset = k == 0 ? 0 : LogOfOneAndAHalfHigh;
        var high = Truncated(zHigh + zLow + offset + t);
        return (high, zLow - (high - t - offset - zHigh));
    }

    /// <summary>2 to the power of y times a logarithm in two parts.</summary>
    private static double Exponential(double sign, double y, double logHigh, double logLow)
    {
        var yHigh = Truncated(y);
        var pLow = ((y - yHigh) * logHigh) + (y * logLow);
        var pHigh = yHigh * logHigh;
        var z = pLow + pHigh;
        if (z >= 1024 && (z > 1024 || pLow + OverflowTail > z - pHigh))
        {
            return sign * double.PositiveInfinity;
        }

        if (z <= -1075 && (z < -1075 || pLow <= z - pHigh))
        {
            return sign * 0.0;
        }

        var n = 0;
        if (Math.Abs(z) > 0.5)
        {
            // The nearest whole number, halves away from 0.
            var i = High(z) & 0x7fffffff;
            var k = (i >> 20) - 0x3ff;
            n = High(z) + (0x00100000 >> (k + 1));
            k = ((n & 0x7fffffff) >> 20) - 0x3ff;
            var t = WithHigh(0, n & ~(0x000fffff >> k));
            n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
            n = z < 0 ? -n : n;
            pHigh -= t;
        }

        var whole = Truncated(pLow + pHigh);
        var u = whole * Ln2High;
        var v = ((pLow - (whole - pHigh)) * Ln2) + (whole * Ln2Low);
        z = u + v;
        var w = v - (z - u);
        var t2 = z * z;
        var t1 = z - (t2 * (OfExponential[0] + (t2 * (OfExponential[1] + (t2 * (OfExponential[2]
            + (t2 * (OfExponential[3] + (t2 * OfExponential[4])))))))));
        // V8 has the last two terms below the line, where fdlibm has them beside the fraction.
        var r = z * t1 / (t1 - 2.0 - (w + (z * w)));
        z = 1.0 - (r - z);
        var high = High(z) + (n << 20);
        return sign * (high >> 20 <= 0 ? Math.ScaleB(z, n) : WithHigh(z, high));
    }

    private static int High(double value) => (int)(BitConverter.DoubleToInt64Bits(value) >> 32);

    private static double WithHigh(double value, int high) =>
        BitConverter.Int64BitsToDouble(((long)high << 32) | (BitConverter.DoubleToInt64Bits(value) & 0xffffffffL));

    private static double Truncated(double value) =>
        BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(value) & unchecked((long)0xffffffff00000000));
}
