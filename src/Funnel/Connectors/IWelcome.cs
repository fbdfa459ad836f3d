namespace Funnel.Connectors;

/// <summary>Delivers the welcome with its material.</summary>
public interface IWelcome
{
    /// <summary>
    /// Whether a welcome needs the code that came with the arrival. Such a code works once, and <see cref="WelcomeReceipt.AlreadyDelivered"/> says that an
    /// earlier attempt had worked, so it may be tried again while the code lives; without one an attempt whose outcome is unknown is never repeated.
    /// </summary>
    bool NeedsCode { get; }

    /// <summary>Longest text, in UTF-16 characters.</summary>
    int MaxChars { get; }

    /// <summary>One attempt each call; <see cref="FailureKind.Unknown"/> unless it is certain whether it was carried out.</summary>
    /// <param name="code">The code that came with the arrival; null when none is needed.</param>
    Task<Outcome<WelcomeReceipt>> Welcome(ContactId contact, string? code, Welcome welcome, CancellationToken ct);
}

/// <param name="AlreadyDelivered">An earlier attempt had got through.</param>
public sealed record WelcomeReceipt(bool AlreadyDelivered);

/// <summary>What a person is promised.</summary>
/// <param name="Text">At most 4,000 UTF-8 bytes in WeCom; may be empty when there is material.</param>
/// <param name="Materials">At most 9.</param>
public sealed record Welcome(string Text, IReadOnlyList<Material> Materials);

/// <summary>A thing that can be delivered.</summary>
public abstract record Material
{
    private Material() { }

    /// <summary>What it is, for operators: nobody else is shown this.</summary>
    public abstract string Name { get; }

    /// <param name="Title">At most 128 UTF-8 bytes.</param>
    /// <param name="Description">At most 512 UTF-8 bytes.</param>
    public sealed record Link(string Title, Uri Url, string? Description, Uri? Picture) : Material
    {
        public override string Name => $"{Title} {Url}";
    }

    /// <param name="Path">A local file: JPG or PNG, at most 10 MB.</param>
    public sealed record Image(string Path) : Material
    {
        public override string Name => System.IO.Path.GetFileName(Path);
    }

    /// <summary>The picture of a code that another system has, such as that of a group.</summary>
    /// <param name="Title">What it is, for operators.</param>
    /// <param name="Address">JPG or PNG, at most 2 MB.</param>
    public sealed record QrCode(string Title, Uri Address) : Material
    {
        public override string Name => Title;
    }

    /// <param name="Path">A local file of at most 20 MB; its name is what the person sees.</param>
    public sealed record File(string Path) : Material
    {
        public override string Name => System.IO.Path.GetFileName(Path);
    }

    public sealed record MiniProgram(string Title, string AppId, string Page, string CoverPath) : Material
    {
        public override string Name => $"{Title} {AppId} {Page}";
    }
}
