namespace Funnel.Triage;

/// <summary>The names of the kinds as files and reports write them.</summary>
public static class Kinds
{
    private static readonly string[] Names = [.. Enum.GetNames<InquiryKind>().Select(n => n.ToLowerInvariant())];

    public static IReadOnlyList<InquiryKind> All { get; } = [.. Enum.GetValues<InquiryKind>().Where(k => k != InquiryKind.None)];

    public static string Name(this InquiryKind kind) => Names[(int)kind];

    /// <summary>Reads a name; an unknown or missing one is <see cref="InquiryKind.Other"/>.</summary>
    public static InquiryKind Parse(string? name)
    {
        var index = Array.IndexOf(Names, name?.ToLowerInvariant());
        return index > 0 ? (InquiryKind)index : InquiryKind.Other;
    }
}
