namespace Funnel.Tests.Simulation;

/// <summary>Whether they are caught takes minutes and is asked by a command; that each still has its place in the code is held here.</summary>
public sealed class MutationTests
{
    [Fact]
    public void Each_mutation_has_its_one_place_in_the_code()
    {
        var source = Path.Combine(Root(), "src", "Funnel");
        Assert.All(Mutation.All, m =>
        {
            Assert.Single(File.ReadAllText(Path.Combine(source, m.File)).Split(m.Code).Skip(1));
            Assert.Contains("On", m.Mutated, StringComparison.Ordinal);
        });
        Assert.Distinct(Mutation.All.Select(m => m.Name));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Funnel.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
