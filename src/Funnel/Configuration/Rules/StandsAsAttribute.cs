namespace Funnel.Configuration.Rules;

/// <summary>
/// The setting stands beside section <c>Funnel</c>, under a name of one word, because others read it too who know of no sections. In a configuration
/// file it is written in its section; whoever reads the file puts it where it belongs.
/// </summary>
/// <param name="what">What its text is, with an article.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StandsAsAttribute(string name, string what) : Attribute
{
    public string Name { get; } = name;

    public string What { get; } = what;
}
