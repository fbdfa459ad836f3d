using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;

namespace Funnel.Embedded.Triggers;

// Compiled only with the official worker package, whose context has more members than our functions may use.
internal sealed partial class EmbeddedContext
{
    private const string NotHere = "The embedded host does not provide this part of the context. Functions use only what both hosts have.";

    public override string FunctionId => FunctionDefinition.Id;

    public override TraceContext TraceContext => throw new NotSupportedException(NotHere);

    public override BindingContext BindingContext => throw new NotSupportedException(NotHere);

    public override RetryContext RetryContext => throw new NotSupportedException(NotHere);

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override IInvocationFeatures Features => throw new NotSupportedException(NotHere);
}

internal sealed partial class EmbeddedDefinition
{
    public override ImmutableArray<FunctionParameter> Parameters => [];

    public override IImmutableDictionary<string, BindingMetadata> InputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;
}
