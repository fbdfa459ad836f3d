namespace Funnel.Privacy;

/// <summary>What one run may do: so long, and so many people.</summary>
internal sealed class Slice(TimeProvider time, TimeSpan most, int people)
{
    private readonly long began = time.GetTimestamp();

    public bool IsOver => Done >= people || time.GetElapsedTime(began) >= most;

    /// <summary>People who were forgotten in it.</summary>
    public int Done { get; private set; }

    public void Count() => Done++;
}
