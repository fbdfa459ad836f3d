namespace Funnel.Sandbox.Wire;

/// <summary>A call is not carried out, for the platform's reason <paramref name="code"/>.</summary>
/// <param name="status">HTTP status of the answer: 200 on platforms that say everything in the body.</param>
internal sealed class Refusal(int code, string description, int status = 200) : Exception(description)
{
    public int Code { get; } = code;

    public int Status { get; } = status;
}
