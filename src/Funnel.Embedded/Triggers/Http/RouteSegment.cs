using System.Globalization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Template;

namespace Funnel.Embedded.Triggers.Http;

/// <summary>
/// What one segment of a route accepts, and texts by which to find out whether another segment accepts the same. A catch-all accepts
/// everything here: its constraint sees more than a segment.
/// </summary>
internal sealed class RouteSegment
{
    private const string Unknown = "…";

    /// <summary>One text or more of every kind that the framework's constraints on a type accept; some are of several kinds.</summary>
    private static readonly string[] Typical =
    [
        "x", "xy", "true", "0", "1", "-1", "12", "1.5", "2026-01-31", "a.txt", new('a', 32), new('1', 32), "01234567-89ab-cdef-0123-456789abcdef",
    ];

    private readonly TemplateMatcher _matcher;
    private readonly Dictionary<string, IRouteConstraint> _constraints;
    private readonly bool _isComparable;
    private readonly List<string> _samples;

    public RouteSegment(TemplateSegment segment, IDictionary<string, IRouteConstraint> constraints)
    {
        var names = segment.Parts.Where(part => part.IsParameter && !part.IsCatchAll).Select(part => part.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _constraints = constraints.Where(constraint => names.Contains(constraint.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase);
        _matcher = new(new RouteTemplate($"{{{Unknown}}}", [segment]), []);
        IsLiteral = segment.Parts.All(part => !part.IsParameter);
        var parts = _constraints.Values.SelectMany(Flat).ToList();
        _isComparable = segment.IsSimple && parts.TrueForAll(IsComparable);
        _samples = IsLiteral
            ? [string.Concat(segment.Parts.Select(part => part.Text))]
            : [.. Typical.Concat(parts.SelectMany(Edges)).Select(text => Fill(segment, text))];
    }

    public bool IsLiteral { get; }

    /// <summary>A text that both accept; null when there is none.</summary>
    public static string? Common(RouteSegment one, RouteSegment other)
    {
        if (one._samples.Concat(other._samples).FirstOrDefault(text => one.Accepts(text) && other.Accepts(text)) is { } common)
        {
            return common;
        }

        return one.IsLiteral || other.IsLiteral || (one._isComparable && other._isComparable) ? null : Unknown;
    }

    private bool Accepts(string text)
    {
        var values = new RouteValueDictionary();
        return _matcher.TryMatch("/" + text, values)
            && _constraints.All(constraint => constraint.Value.Match(httpContext: null, route: null, constraint.Key, values, RouteDirection.IncomingRequest));
    }

    private static string Fill(TemplateSegment segment, string text) =>
        string.Concat(segment.Parts.Select(part => part.IsParameter ? text : part.Text));

    private static IEnumerable<IRouteConstraint> Flat(IRouteConstraint constraint) => constraint switch
    {
        OptionalRouteConstraint optional => Flat(optional.InnerConstraint),
        CompositeRouteConstraint several => several.Constraints.SelectMany(Flat),
        _ => [constraint],
    };

    /// <summary>Texts at the edges of what a constraint with arguments accepts.</summary>
    private static IEnumerable<string> Edges(IRouteConstraint constraint) => constraint switch
    {
        MinRouteConstraint min => [Number(min.Min)],
        MaxRouteConstraint max => [Number(max.Max)],
        RangeRouteConstraint range => [Number(range.Min), Number(range.Max)],
        LengthRouteConstraint length => [.. OfLength(length.MinLength), .. OfLength(length.MaxLength)],
        MinLengthRouteConstraint least => OfLength(least.MinLength),
        MaxLengthRouteConstraint most => OfLength(most.MaxLength),
        _ => [],
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> OfLength(int length) => length is > 0 and < 100 ? [new('a', length), new('1', length)] : [];

    /// <summary>Whether the samples tell for certain: a text that fits two such constraints is among them.</summary>
    private static bool IsComparable(IRouteConstraint constraint) => constraint
        is IntRouteConstraint or LongRouteConstraint or DecimalRouteConstraint or DoubleRouteConstraint or FloatRouteConstraint
        or BoolRouteConstraint or GuidRouteConstraint or AlphaRouteConstraint or MinRouteConstraint or MaxRouteConstraint or RangeRouteConstraint;
}
