namespace Funnel.Connectors.Http;

/// <summary>Whether an answer says yes or no, wherever in its JSON the platform says so.</summary>
/// <param name="HasCodes">Whether any code was there. An answer without one proves nothing.</param>
/// <param name="Code">The code that says no, or null.</param>
/// <param name="Description">The platform's words.</param>
/// <param name="LogId">What the platform's support asks for.</param>
internal readonly record struct Verdict(bool HasCodes, string? Code, string? Description, string? LogId);

/// <summary>What a platform's code means for us.</summary>
/// <param name="Kind"><see cref="FailureKind.Transient"/> is "try again later": of a send it leaves open whether it was carried out.</param>
/// <param name="Meaning">In words, for an operator.</param>
internal readonly record struct CodeMeaning(FailureKind Kind, string Meaning);
