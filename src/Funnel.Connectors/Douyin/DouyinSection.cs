using System.ComponentModel;
using Microsoft.Extensions.Configuration;

namespace Funnel.Connectors.Douyin;

/// <summary>Binds the section setting by setting, so that one value of a wrong type does not hide the other errors.</summary>
internal static class DouyinSection
{
    public static void Bind(IConfigurationSection section, DouyinOptions options)
    {
        foreach (var setting in section.GetChildren())
        {
            try
            {
                Alone(section, setting).Bind(options);
            }
            catch (InvalidOperationException)
            {
                options.Unreadable.Add($"{setting.Path}: cannot be read as {TypeOf(setting.Key)}.");
            }
        }
    }

    private static IConfigurationRoot Alone(IConfigurationSection section, IConfigurationSection setting) => new ConfigurationBuilder()
        .AddInMemoryCollection(setting.AsEnumerable().Select(pair => KeyValuePair.Create(pair.Key[(section.Path.Length + 1)..], pair.Value)))
        .Build();

    private static string TypeOf(string setting) => TypeDescriptor.GetProperties(typeof(DouyinOptions)).Find(setting, ignoreCase: true)?.PropertyType switch
    {
        { } type when type == typeof(TimeSpan) => "a time such as 00:00:10",
        { } type when type == typeof(int) => "a whole number",
        _ => "what is documented",
    };
}
