using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Funnel.Configuration.Rules;

/// <summary>The types that a setting may have, in code and in words.</summary>
internal static class SettingType
{
    private static readonly Type[] Lists = [typeof(List<>), typeof(IList<>), typeof(IReadOnlyList<>)];

    /// <summary>The settings of an options type.</summary>
    public static IReadOnlyList<PropertyInfo> Settings(this Type options) =>
        [.. options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true })];

    /// <summary>What a list holds; null for what is no list.</summary>
    public static Type? Item(Type type) => type.IsGenericType && Lists.Contains(type.GetGenericTypeDefinition()) ? type.GetGenericArguments()[0] : null;

    /// <summary>Whether a value is written as one text.</summary>
    public static bool IsScalar(Type type) => type == typeof(string) || type == typeof(Uri) || type.IsValueType;

    /// <returns>Null when the text is none of the type's values.</returns>
    public static object? Parse(Type type, string text)
    {
        if (type == typeof(Uri))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;
        }

        try
        {
            var value = TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, text);
            return value is not null && type.IsEnum && !Enum.IsDefined(type, value) ? null : value;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>A value as it is written; nothing for null, a list as its items.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        TimeSpan time when time.Ticks % TimeSpan.TicksPerSecond != 0 => time.ToString("c", CultureInfo.InvariantCulture).TrimEnd('0'),
        Uri uri => uri.OriginalString,
        string or IFormattable => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        IEnumerable list => string.Join(", ", list.Cast<object>().Select(Text)),
        _ => "",
    };

    public static string Named(Type type) => type switch
    {
        _ when type == typeof(TimeSpan) => "a time span such as 00:00:30",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(Uri) => "an absolute address such as https://example.com/",
        _ when type == typeof(string) => "a text",
        { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(type)),
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ => "a number",
    };
}
