using System.Text;
using Microsoft.Extensions.Logging;

namespace Funnel.Connectors.WeCom;

/// <summary>
/// Sends the welcome (https://developer.work.weixin.qq.com/document/path/92137). A code works once and for 20 s, and a second try is told so (41051): an unknown outcome
/// may therefore be tried again with the same code.
/// </summary>
internal sealed partial class WelcomeSender(WeComApi api, MediaLibrary media, PictureFiles pictures, TimeProvider time, ILogger<WelcomeSender> logger)
{
    private const int MaxTextBytes = 4000;
    private const int MaxAttachments = 9;
    private const int MaxTitleBytes = 128;
    private const int MaxCardTitleBytes = 64;
    private const int MaxDescriptionBytes = 512;

    /// <summary>Of the code's 20 s, what uploading may take; the rest is for the send and the way here.</summary>
    private static readonly TimeSpan UploadBudget = TimeSpan.FromSeconds(10);

    public async Task<Outcome<WelcomeReceipt>> Send(string code, Welcome welcome, CancellationToken ct)
    {
        if (Problem(code, welcome) is { } problem)
        {
            return problem;
        }

        using var budget = new CancellationTokenSource(UploadBudget, time);
        var started = time.GetTimestamp();
        var outcome = await Once(code, welcome, budget.Token, ct);
        if (outcome.Failure is not { } failure || !IsBadMedia(failure) || time.GetElapsedTime(started) >= UploadBudget)
        {
            return outcome;
        }

        // A bad media id: the library has forgotten it, so that this uploads anew. The refusal left the code unused.
        return await Once(code, welcome, budget.Token, ct);
    }

    public static IEnumerable<MediaFile> Files(IEnumerable<Material> materials) => materials.Select(FileOf).OfType<MediaFile>().Distinct();

    /// <summary>Makes everything ready ahead of time. One bad file does not keep the others from being ready.</summary>
    /// <returns>What is not ready; null when all is.</returns>
    public async Task<Failure?> Prepare(IEnumerable<Material> materials, CancellationToken ct)
    {
        Failure? problem = null;
        foreach (var material in materials)
        {
            var missing = material is Material.QrCode picture ? await pictures.Fetch(picture.Address, ct) : null;
            problem = missing ?? (FileOf(material) is { } file ? (await media.Prepare(file, ct)).Failure : null) ?? problem;
        }

        return problem;
    }

    private async Task<Outcome<WelcomeReceipt>> Once(string code, Welcome welcome, CancellationToken budget, CancellationToken ct)
    {
        var attachments = new List<AttachmentWire>(welcome.Materials.Count);
        foreach (var material in welcome.Materials)
        {
            var attachment = await Attachment(material, budget, ct);
            if (attachment.Failure is { } failure && material is Material.QrCode qr)
            {
                Log.WithoutCode(logger, qr.Title, failure.Message); // nobody waits for what was promised because of what was not
            }
            else if (attachment.Failure is { } missing)
            {
                return missing;
            }
            else
            {
                attachments.Add(attachment.Value);
            }
        }

        var text = welcome.Text.Length > 0 ? new TextWire(welcome.Text) : null;
        var request = new WelcomeRequest(code, text, attachments.Count > 0 ? attachments : null);
        var answer = await api.Post(Calls.SendWelcome, request, Wire.Default.WelcomeRequest, ct);
        return Receipt(answer.Failure, welcome);
    }

    private Outcome<WelcomeReceipt> Receipt(Failure? failure, Welcome welcome)
    {
        if (failure is null)
        {
            return new WelcomeReceipt(AlreadyDelivered: false);
        }

        if (ErrorCodes.Is(failure, ErrorCodes.AlreadyWelcomed))
        {
            return new WelcomeReceipt(AlreadyDelivered: true);
        }

        if (IsBadMedia(failure))
        {
            foreach (var file in Files(welcome.Materials))
            {
                media.Forget(file);
            }
        }

        return failure;
    }

    private static bool IsBadMedia(Failure failure) => ErrorCodes.Is(failure, ErrorCodes.BadMedia) || ErrorCodes.Is(failure, ErrorCodes.MediaExpired);

    private async Task<Outcome<AttachmentWire>> Attachment(Material material, CancellationToken budget, CancellationToken ct)
    {
        if (FileOf(material) is not { } file)
        {
            return Card((Material.Link)material);
        }

        if (material is Material.QrCode picture && await Fetch(picture, budget, ct) is { } missing)
        {
            return missing;
        }

        var id = await MediaId(file, budget, ct);
        if (id.Failure is { } failure)
        {
            return failure;
        }

        var item = new MediaRef(id.Value);
        return (material, file.Type) switch
        {
            (Material.MiniProgram app, _) => new AttachmentWire("miniprogram") { Miniprogram = new(app.Title, id.Value, app.AppId, app.Page) },
            (_, "image") => new AttachmentWire("image") { Image = item },
            (_, "video") => new AttachmentWire("video") { Video = item },
            _ => new AttachmentWire("file") { File = item },
        };
    }

    private async Task<Failure?> Fetch(Material.QrCode picture, CancellationToken budget, CancellationToken ct)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(budget, ct);
        try
        {
            return await pictures.Fetch(picture.Address, both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Failure(FailureKind.Transient, "picture", $"The picture {picture.Address} did not come in time for the welcome; it was not sent.");
        }
    }

    /// <summary>Whatever goes wrong here, the welcome was certainly not sent.</summary>
    private async Task<Outcome<string>> MediaId(MediaFile file, CancellationToken budget, CancellationToken ct)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(budget, ct);
        try
        {
            var id = await media.Get(file, both.Token);
            return id.Failure is { Kind: FailureKind.Unknown } unknown ? unknown with { Kind = FailureKind.Transient } : id;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Failure(FailureKind.Transient, "upload", $"The material {file.Path} was not uploaded in time for the welcome; it was not sent.");
        }
    }

    private static AttachmentWire Card(Material.Link link) =>
        new("link") { Link = new LinkCard(link.Title, link.Picture?.AbsoluteUri, link.Description, link.Url.AbsoluteUri) };

    private static MediaFile? FileOf(Material material) => material switch
    {
        Material.Image image => MediaFile.Image(image.Path),
        Material.File file => MediaFile.Document(file.Path),
        Material.QrCode picture => MediaFile.Image(PictureFiles.PathOf(picture.Address)),
        Material.MiniProgram app => MediaFile.Image(app.CoverPath),
        _ => null,
    };

    private static Failure? Problem(string code, Welcome welcome)
    {
        if (code.Length == 0)
        {
            return Wrong("there is no welcome code");
        }

        if (welcome.Text.Length == 0 && welcome.Materials.Count == 0)
        {
            return Wrong("it has neither text nor material");
        }

        if (welcome.Materials.Count > MaxAttachments)
        {
            return Wrong($"it has {welcome.Materials.Count} materials, at most {MaxAttachments} are allowed");
        }

        return TooLong("text", welcome.Text, MaxTextBytes) ?? welcome.Materials.Select(Problem).FirstOrDefault(problem => problem is not null);
    }

    private static Failure? Problem(Material material) => material switch
    {
        Material.Link { Title.Length: 0 } => Wrong("a link has no title"),
        Material.Link { Url.IsAbsoluteUri: false } or Material.Link { Picture.IsAbsoluteUri: false } => Wrong("a link's address is not complete"),
        Material.Link link => TooLong("title of a link", link.Title, MaxTitleBytes) ?? TooLong("description of a link", link.Description ?? "", MaxDescriptionBytes),
        Material.MiniProgram app => TooLong("title of a mini program", app.Title, MaxCardTitleBytes),
        _ => null,
    };

    private static Failure? TooLong(string what, string text, int most)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        return bytes > most ? Wrong($"the {what} has {bytes} bytes, at most {most} are allowed") : null;
    }

    private static Failure Wrong(string what) => new(FailureKind.Rejected, "welcome", $"The welcome was not sent: {what}.");

    private static partial class Log
    {
        [LoggerMessage(4111, LogLevel.Warning, "A welcome goes out without the code of {Title}: {Why}")]
        public static partial void WithoutCode(ILogger logger, string title, string why);
    }
}
