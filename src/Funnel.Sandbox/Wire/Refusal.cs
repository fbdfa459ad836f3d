namespace Funnel.Sandbox.Wire;

/// <summary>A call is not carried out, for the platform's reason <paramref name="code"/>.</summary>
internal sealed class Refusal(int code, string description) : Exception(description)
{
    public int Code { get; } = code;
}
