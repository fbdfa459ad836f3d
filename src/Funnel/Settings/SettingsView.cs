namespace Funnel.Settings;

/// <summary>What somebody makes of the settings: made again when they have changed, at the next look. Thread-safe.</summary>
public sealed class SettingsView<T>(SettingsStore settings, Func<SettingsSnapshot, T> make)
    where T : class
{
    private readonly Lock making = new();
    private volatile Made? made;

    /// <summary>The same object as long as no setting changes.</summary>
    public T Now => made is { } last && ReferenceEquals(last.Of, settings.Current) ? last.What : Make();

    private T Make()
    {
        lock (making)
        {
            var current = settings.Current;
            if (made is not { } last || !ReferenceEquals(last.Of, current))
            {
                made = last = new(current, make(current));
            }

            return last.What;
        }
    }

    private sealed record Made(SettingsSnapshot Of, T What);
}
