namespace Funnel.Embedded.Commands;

/// <summary>Says once a second how far something is that takes longer than two.</summary>
internal sealed class ProgressLine<T>(TextWriter screen, TimeProvider time, Func<T, string> describe) : IProgress<T>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly long began = time.GetTimestamp();
    private long? said;

    public void Report(T value)
    {
        if (time.GetElapsedTime(began) >= Patience && (said is not { } last || time.GetElapsedTime(last) >= Every))
        {
            said = time.GetTimestamp();
            screen.WriteLine(describe(value));
        }
    }
}
