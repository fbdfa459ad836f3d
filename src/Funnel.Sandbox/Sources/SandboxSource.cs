namespace Funnel.Sandbox;

/// <summary>A platform that a sandbox carries.</summary>
/// <param name="Name">What its account names as its platform.</param>
/// <param name="Account">The id of its account in the host's configuration.</param>
/// <param name="IsHandedOver">No host can read there: <c>GET /sandbox/{name}/comments</c> lists what somebody has to hand over.</param>
/// <param name="HasOperator">Somebody has to do by hand what a host cannot do there: everything where it is handed over, else all but public replies.</param>
public sealed record SandboxSource(string Name, string Account, bool IsHandedOver, bool HasOperator);
