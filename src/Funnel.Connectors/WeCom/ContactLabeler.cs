
namespace Funnel.Connectors.WeCom;

/// <summary>Tags and remark of a contact (https://developer.work.weixin.qq.com/document/path/92118, .../92115). Both only set values, so both may be repeated.</summary>
internal sealed class ContactLabeler(WeComApi api, TagLibrary library, WeComOptions options)
{
    private const int MaxRemark = 20;

    public async Task<Outcome<Done>> Tag(ContactId contact, IReadOnlyList<string> tags, CancellationToken ct)
    {
        var outcome = await TagOnce(contact, tags, ct);
        if (outcome.Failure is not { } failure || !(ErrorCodes.Is(failure, ErrorCodes.NoSuchTag) || ErrorCodes.Is(failure, ErrorCodes.TagIncorrect)))
        {
            return outcome;
        }

        library.Forget();
        return await TagOnce(contact, tags, ct);
    }

    public async Task<Outcome<Done>> Remark(ContactId contact, string remark, CancellationToken ct)
    {
        var text = TextCutter.Chars(remark.Trim(), MaxRemark);
        if (text.Length == 0)
        {
            return default(Done); // a name of which nothing can be shown: WeCom's own name for the person stays
        }

        var answer = await api.Post(Calls.Remark, new RemarkRequest(contact.StaffId, contact.PersonId, text), Wire.Default.RemarkRequest, ct);
        return Finish(answer.Failure);
    }

    private async Task<Outcome<Done>> TagOnce(ContactId contact, IReadOnlyList<string> tags, CancellationToken ct)
    {
        var ids = await library.Ids(tags, ct);
        if (ids.Failure is { } failure)
        {
            return failure;
        }

        var answer = await api.Post(Calls.MarkTag, new MarkTagRequest(contact.StaffId, contact.PersonId, ids.Value), Wire.Default.MarkTagRequest, ct);
        return Finish(answer.Failure);
    }

    private Outcome<Done> Finish(Failure? failure)
    {
        if (failure is null)
        {
            return default(Done);
        }

        return ErrorCodes.Is(failure, ErrorCodes.NoRelation)
            ? new Failure(FailureKind.Transient, failure.Code, "Staff and person are not connected: not confirmed yet after a half add, or staff deleted the person.", options.HalfAddRetry)
            : failure;
    }
}
