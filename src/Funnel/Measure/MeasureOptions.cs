using System.ComponentModel.DataAnnotations;
using Funnel.Leads;

namespace Funnel.Measure;

/// <summary>What reports count in money. Section <c>Funnel:Measure</c>.</summary>
public sealed class MeasureOptions
{
    /// <summary>What it is worth to the merchant that a person comes to a stage. A person is worth the sum of the stages they came to.</summary>
    public ValueOptions Values { get; set; } = new();

    /// <summary>The currency that values and costs are written in, as reports show it; nothing is converted.</summary>
    [StringLength(10, MinimumLength = 1, ErrorMessage = "must be 1–10 characters, such as CNY")]
    public string Currency { get; set; } = "CNY";
}

/// <summary>What it is worth that a person comes to a stage, in <c>measure.currency</c>; nothing where it is absent.</summary>
public sealed class ValueOptions
{
    private const double Most = 1_000_000_000;

    /// <summary>That they are answered.</summary>
    [Range(0, Most)]
    public double? Replied { get; set; }

    /// <summary>That they open the chat.</summary>
    [Range(0, Most)]
    public double? Talking { get; set; }

    /// <summary>That they have the contact link.</summary>
    [Range(0, Most)]
    public double? Invited { get; set; }

    /// <summary>That they are a contact.</summary>
    [Range(0, Most)]
    public double? Added { get; set; }

    /// <summary>That they have the material.</summary>
    [Range(0, Most)]
    public double? Served { get; set; }

    /// <summary>That they were in the group.</summary>
    [Range(0, Most)]
    public double? Grouped { get; set; }

    internal bool AreGiven => (Replied ?? Talking ?? Invited ?? Added ?? Served ?? Grouped) is not null;

    internal double Of(Stage stage) => stage switch
    {
        Stage.Replied => Replied ?? 0,
        Stage.Talking => Talking ?? 0,
        Stage.Invited => Invited ?? 0,
        Stage.Added => Added ?? 0,
        Stage.Served => Served ?? 0,
        Stage.Grouped => Grouped ?? 0,
        _ => 0,
    };
}
