using Funnel.Configuration;
using Microsoft.Extensions.Options;

namespace Funnel.Functions;

/// <summary>Gathers what is wrong with the settings of several parts: each stops at its own errors, and an operator wants to see all at once.</summary>
internal sealed class SettingsErrors
{
    private readonly List<string> errors = [];

    public void Note(Action part)
    {
        try
        {
            part();
        }
        catch (SettingsException e)
        {
            errors.AddRange(e.Errors);
        }
        catch (OptionsValidationException e)
        {
            errors.AddRange(e.Failures.Select(f => SettingsReader.AsWritten(FunnelOptions.Section, f)));
        }
    }

    public void Add(IEnumerable<string> wrong) => errors.AddRange(wrong);

    /// <exception cref="SettingsException">Something was noted.</exception>
    public void Throw()
    {
        if (errors.Count > 0)
        {
            throw new SettingsException(errors);
        }
    }
}
