using System.Text.Json.Serialization;
using Funnel.Reasons;
using Funnel.Storage;

namespace Funnel.Accounts;

/// <summary>JSON of what is stored of accounts.</summary>
[JsonSerializable(typeof(AccountState))]
[JsonSerializable(typeof(BudgetState))]
[JsonSerializable(typeof(OwnReplies))]
[JsonSerializable(typeof(Fact))]
internal sealed partial class AccountJson : JsonSerializerContext
{
    public static AccountJson Plain { get; } = new(StoredJson.Options(new StoredReason()));
}
