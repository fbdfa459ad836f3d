using System.Text.Json.Nodes;

namespace Funnel.Sandbox.Wire;

/// <summary>How a platform words what is not about one call in particular.</summary>
internal interface IDialect
{
    /// <summary>Calls per minute and endpoint.</summary>
    int CallsPerMinute { get; }

    Refusal TooMany { get; }

    Refusal WrongMethod { get; }

    JsonObject Refuse(Refusal refusal, string path);
}
