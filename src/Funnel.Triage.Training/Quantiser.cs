using Funnel.Triage.Scoring;

namespace Funnel.Triage.Training;

internal static class Quantiser
{
    internal static LinearTable Table(float[] values, int bits)
    {
        var (bytes, scale) = ToBytes(values);
        return new LinearTable(bits, bytes, scale);
    }

    internal static (sbyte[] Bytes, float Scale) ToBytes(float[] values)
    {
        // None is cut: the few largest weights are those of the plainest inquiries.
        var largest = values.Max(MathF.Abs);
        var scale = largest == 0 ? 1f : largest / 127f;
        var bytes = new sbyte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            bytes[i] = (sbyte)MathF.Round(values[i] / scale);
        }

        return (bytes, scale);
    }
}
