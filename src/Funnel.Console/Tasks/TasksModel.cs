using Funnel.Claims;
using Funnel.Console.Frame;
using Funnel.Intake;
using Funnel.Tasks;

namespace Funnel.Console.Tasks;

/// <summary>What the page of tasks shows.</summary>
/// <param name="At">Which task is the current one, from 0.</param>
/// <param name="Undo">What was just decided and can be put back; null when nothing can.</param>
public sealed record TasksModel(
    TasksPlace Place, TaskPage Page, int At, IReadOnlyDictionary<string, string> Accounts, IReadOnlyDictionary<string, VideoState> Videos, FlashMessage? Flash, TaskId? Undo)
{
    /// <summary>Tasks of one video that stand together, with their places on the page.</summary>
    public IEnumerable<IReadOnlyList<(int Index, OpenTask Task)>> Groups =>
        Page.Tasks.Index().GroupBy(t => (t.Item.Line.Lead.AccountId, t.Item.Line.VideoId)).Select(g => (IReadOnlyList<(int, OpenTask)>)[.. g]);

    /// <summary>Whether an account takes comments that are handed over.</summary>
    public bool CanImport { get; init; }

    /// <summary>Whether a machine could try any of those that are shown again.</summary>
    public bool CanRunAgain => Page.Tasks.Any(t => t.Actions.Contains(TaskAction.RunAgain));
}

/// <summary>Which tasks are looked at: what stands in the address.</summary>
/// <param name="After">The cursor of the page; null for the first.</param>
public sealed record TasksPlace(string? Account, string? Cause, bool PutOff, string? After)
{
    /// <param name="request">Whose operator sees those of some accounts, or all.</param>
    public TaskFilter FilterFor(ConsoleRequest request) => new() { Account = Account, Cause = Cause, PutOff = PutOff, Among = request.SeesAll ? null : request.AccountIds };

    public string Url(ConsoleRequest request, params ReadOnlySpan<(string Name, string? Value)> more) =>
        request.Url("tasks", [("account", Account), ("cause", Cause), ("put-off", PutOff ? "1" : null), ("after", After), .. more]);

    /// <param name="read">A field's text by its name, as of a query or a form.</param>
    internal static TasksPlace Read(Func<string, string?> read) => new(Text(read("account")), Text(read("cause")), read("put-off") is "1", Text(read("after")));

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
