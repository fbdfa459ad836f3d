using Funnel.Storage.Tests.Azure;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Funnel.Storage.Tests.Contract;

/// <summary>The class' tests need the emulator, and are reported as skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAzuriteAttribute : Attribute;

/// <summary>A test of a contract: whether it can run is a matter of the adapter, and so of the class that inherits it.</summary>
[XunitTestCaseDiscoverer("Funnel.Storage.Tests.Contract.AdapterFactDiscoverer", "Funnel.Storage.Tests")]
public sealed class AdapterFactAttribute : FactAttribute;

/// <summary>As <see cref="AdapterFactAttribute"/>, with data.</summary>
[XunitTestCaseDiscoverer("Funnel.Storage.Tests.Contract.AdapterTheoryDiscoverer", "Funnel.Storage.Tests")]
public sealed class AdapterTheoryAttribute : TheoryAttribute;

public sealed class AdapterFactDiscoverer(IMessageSink sink) : FactDiscoverer(sink)
{
    protected override IXunitTestCase CreateTestCase(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        AdapterTestCase.Of(DiagnosticMessageSink, discoveryOptions, testMethod);
}

public sealed class AdapterTheoryDiscoverer(IMessageSink sink) : TheoryDiscoverer(sink)
{
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute, object[] dataRow) =>
        [AdapterTestCase.Of(DiagnosticMessageSink, discoveryOptions, testMethod, dataRow)];
}

public sealed class AdapterTestCase : XunitTestCase
{
    [Obsolete("For deserialization alone.")]
    public AdapterTestCase()
    {
    }

    private AdapterTestCase(IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method, object[]? arguments)
        : base(sink, display, options, method, arguments)
    {
    }

    public static AdapterTestCase Of(IMessageSink sink, ITestFrameworkDiscoveryOptions options, ITestMethod method, object[]? arguments = null) =>
        new(sink, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, arguments);

    protected override string GetSkipReason(IAttributeInfo factAttribute)
    {
        var needsAzurite = TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsAzuriteAttribute).AssemblyQualifiedName).Any();
        return (needsAzurite ? Azurite.Missing : null) ?? base.GetSkipReason(factAttribute);
    }
}
