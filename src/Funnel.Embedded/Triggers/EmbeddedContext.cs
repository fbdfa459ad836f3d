using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Embedded.Triggers;

/// <summary>The context that a function gets in this host. Functions use only what both hosts have.</summary>
internal sealed class EmbeddedContext(FunctionEntry function, string invocationId, IServiceProvider services, CancellationToken cancellation)
    : FunctionContext
{
    private const string NotHere = "The embedded host does not provide this part of the context. Functions use only what both hosts have.";

    public override string InvocationId { get; } = invocationId;

    public override FunctionDefinition FunctionDefinition { get; } = new EmbeddedDefinition(function);

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override CancellationToken CancellationToken { get; } = cancellation;

    public override string FunctionId => FunctionDefinition.Id;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override TraceContext TraceContext => throw new NotSupportedException(NotHere);

    public override BindingContext BindingContext => throw new NotSupportedException(NotHere);

    public override RetryContext RetryContext => throw new NotSupportedException(NotHere);

    public override IInvocationFeatures Features => throw new NotSupportedException(NotHere);
}

internal sealed class EmbeddedDefinition(FunctionEntry function) : FunctionDefinition
{
    public override string Name => function.Name;

    public override string Id => function.Name;

    public override string EntryPoint => $"{function.Method.DeclaringType!.FullName}.{function.Method.Name}";

    public override string PathToAssembly => function.Method.DeclaringType!.Assembly.Location;

    public override ImmutableArray<FunctionParameter> Parameters => [];

    public override IImmutableDictionary<string, BindingMetadata> InputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;
}
