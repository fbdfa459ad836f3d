using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training;

internal static class Quantiser
{
    /// <summary>The largest weights are cut at this share of all that are not zero: a finer unit is worth more than a few extremes.</summary>
    private const double Kept = 0.9998;

    internal static LinearTable Table(float[] values, int bits)
    {
        var (bytes, scale) = ToBytes(values);
        return new LinearTable(bits, bytes, scale);
    }

    internal static (sbyte[] Bytes, float Scale) ToBytes(float[] values)
    {
        var sizes = values.Where(v => v != 0).Select(MathF.Abs).Order().ToArray();
        var largest = sizes.Length == 0 ? 1f : sizes[(int)((sizes.Length - 1) * Kept)];
        var scale = largest / 127f;
        var bytes = new sbyte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            bytes[i] = (sbyte)Math.Clamp(MathF.Round(values[i] / scale), -127f, 127f);
        }

        return (bytes, scale);
    }
}
