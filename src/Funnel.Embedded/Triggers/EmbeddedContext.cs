using Microsoft.Azure.Functions.Worker;

namespace Funnel.Embedded.Triggers;

/// <summary>The context that a function gets in this host.</summary>
internal sealed partial class EmbeddedContext(FunctionEntry function, string invocationId, IServiceProvider services, CancellationToken cancellation)
    : FunctionContext
{
    public override string InvocationId { get; } = invocationId;

    public override FunctionDefinition FunctionDefinition { get; } = new EmbeddedDefinition(function);

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override CancellationToken CancellationToken { get; } = cancellation;
}

internal sealed partial class EmbeddedDefinition(FunctionEntry function) : FunctionDefinition
{
    public override string Name => function.Name;

    public override string Id => function.Name;

    public override string EntryPoint => $"{function.Method.DeclaringType!.FullName}.{function.Method.Name}";

    public override string PathToAssembly => function.Method.DeclaringType!.Assembly.Location;
}
