namespace Funnel.Azure;

/// <summary>
/// Bounds of a key range may be any text, such as the end of a prefix that ends in an emoji; what goes to the service must be valid Unicode.
/// As keys are valid, each bound can be moved up to the next valid text without passing a key.
/// </summary>
internal static class KeyBound
{
    // First unit after all surrogates: greater than every key that has a surrogate pair where the bound has a lone low half.
    private const char AfterSurrogates = '\ue000';

    private const char FirstLow = '\udc00';

    private const char LastHigh = '\udbff';

    public static string Valid(string bound)
    {
        for (var i = 0; i < bound.Length; i++)
        {
            if (char.IsHighSurrogate(bound[i]))
            {
                if (i + 1 == bound.Length || !char.IsLowSurrogate(bound[i + 1]))
                {
                    return bound[..i] + AfterLoneHigh(bound, i);
                }

                i++;
            }
            else if (char.IsLowSurrogate(bound[i]))
            {
                return bound[..i] + AfterSurrogates;
            }
        }

        return bound;
    }

    private static string AfterLoneHigh(string bound, int at)
    {
        var high = bound[at];
        if (at + 1 == bound.Length || bound[at + 1] < FirstLow)
        {
            return new([high, FirstLow]);
        }

        return high == LastHigh ? AfterSurrogates.ToString() : new([(char)(high + 1), FirstLow]);
    }
}
