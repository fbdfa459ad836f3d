using System.Text.Json.Nodes;
using Funnel.Sandbox.Wire;

namespace Funnel.Sandbox.OfficialAccount;

/// <summary>An Official Account's envelope: only refusals and sends have a code, other answers are what was asked for.</summary>
internal sealed class AccountDialect : IDialect
{
    public int CallsPerMinute => 10_000;

    public Refusal TooMany => new(AccountCodes.TooFast, "api minute-quota reach limit must slower retry next minute");

    public Refusal WrongMethod => new(AccountCodes.NotPost, "require POST method");

    public JsonObject Refuse(Refusal refusal, string path) => new() { ["errcode"] = refusal.Code, ["errmsg"] = refusal.Message };

    public static JsonObject Body(Call call) => call.Json ?? throw new Refusal(AccountCodes.BadData, "data format error");
}
