using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Funnel.Embedded.Triggers.Http;

/// <summary>
/// Finds a path that two routes both match. Where constraints are of a kind that cannot be compared, such as two patterns, the routes count as
/// overlapping: better a route refused that was right than two that take each other's requests.
/// </summary>
internal static class RouteOverlap
{
    /// <returns>Such a path, with <c>…</c> for a segment that is not known; null when there is none.</returns>
    public static string? Find(Route one, Route other)
    {
        var (first, second) = (new Shape(one), new Shape(other));
        var longest = Math.Min(first.Most, second.Most) is var most and < int.MaxValue ? most : Math.Max(first.Count, second.Count) + 1;
        for (var length = Math.Max(first.Least, second.Least); length <= longest; length++)
        {
            if (Path(first, second, length) is { } path)
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>Whether the route also matches <c>/</c>, which the Functions host answers itself.</summary>
    public static bool IsAtRoot(Route route) => new Shape(route).Least == 0;

    private static string? Path(Shape one, Shape other, int length)
    {
        var segments = new string[length];
        for (var i = 0; i < length; i++)
        {
            if (RouteSegment.Common(one[i], other[i]) is not { } segment)
            {
                return null;
            }

            segments[i] = segment;
        }

        return one.AcceptsRest(segments, other) && other.AcceptsRest(segments, one) ? "/" + string.Join('/', segments) : null;
    }

    /// <summary>How many segments a route has, and what each may be.</summary>
    private sealed class Shape
    {
        private readonly List<RouteSegment> _segments;
        private readonly TemplatePart? _rest;
        private readonly IRouteConstraint? _restConstraint;

        public Shape(Route route)
        {
            var template = route.ParsedTemplate.Segments;
            _segments = [.. template.Select(segment => new RouteSegment(segment, route.Constraints))];
            _rest = template is [.., { Parts: [{ IsCatchAll: true } part] }] ? part : null;
            _restConstraint = _rest is not null && route.Constraints.TryGetValue(_rest.Name!, out var constraint) ? constraint : null;
            Least = template.ToList().FindLastIndex(segment => !MayBeAbsent(segment)) + 1;
        }

        public int Count => _segments.Count;

        public int Least { get; }

        /// <summary>A catch-all takes any number.</summary>
        public int Most => _rest is null ? Count : int.MaxValue;

        public RouteSegment this[int i] => _segments[Math.Min(i, Count - 1)];

        /// <summary>A catch-all's constraint sees the rest of the path as a whole. It can be asked only when the other route leaves no choice there.</summary>
        public bool AcceptsRest(string[] segments, Shape other)
        {
            var rest = Enumerable.Range(0, segments.Length).Skip(Count - 1);
            return _restConstraint is null || !rest.All(i => other[i].IsLiteral) || _restConstraint.Match(
                null, null, _rest!.Name!, new() { [_rest.Name!] = string.Join('/', segments.Skip(Count - 1)) }, RouteDirection.IncomingRequest);
        }

        private static bool MayBeAbsent(TemplateSegment segment) =>
            segment.Parts is [{ IsParameter: true } part] && (part.IsOptional || part.IsCatchAll || part.DefaultValue is not null);
    }
}
