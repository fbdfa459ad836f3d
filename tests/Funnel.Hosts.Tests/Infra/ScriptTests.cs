using System.Diagnostics;

namespace Funnel.Hosts.Tests.Infra;

public sealed class ScriptTests
{
    [Theory]
    [InlineData("deploy.sh")]
    [InlineData("clean-up.sh")]
    public void A_script_can_be_read_by_the_shell_and_tells_how_to_call_it(string script)
    {
        Assert.Equal((0, ""), Bash("-n", script));
        var (code, help) = Bash(script, "--help");
        Assert.Equal(0, code);
        Assert.StartsWith($"Usage: ./{script} --group NAME", help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deploy.sh")]
    [InlineData("clean-up.sh")]
    public void A_script_does_nothing_without_a_group_or_with_an_unknown_word(string script)
    {
        Assert.Equal(2, Bash(script).Code);
        Assert.Equal(2, Bash(script, "--grop", "shop").Code);
    }

    [Fact]
    public void Nothing_is_applied_before_it_was_shown_and_asked()
    {
        var text = Repository.Read("infra", "deploy.sh");
        int At(string part) => text.IndexOf(part, StringComparison.Ordinal);
        Assert.True(At("deployment group what-if") is > 0 and var shown && shown < At("read -r -p"));
        Assert.All(["deployment group create", "ad app create", "provider register", "config-zip"], step => Assert.True(At("read -r -p") < At(step), step));
    }

    [Theory]
    [InlineData("""{"projects":[]}""", 0, "{}", 0, "Vulnerable packages: none known to https://packages.example.com/v3/index.json")]
    [InlineData("""{"projects":[]}""", 0, "Audit source 's' did not provide any vulnerability data.", 0, "Vulnerable packages: NOT CHECKED, these sources keep no record")]
    [InlineData("""{"projects":[{"vulnerabilities":[{}]}]}""", 0, "{}", 1, "Vulnerable packages: raise these in Directory.Packages.props:\n   > Bad.Package")]
    [InlineData("error: Unable to load the service index", 1, "{}", 1, "Vulnerable packages: NOT CHECKED, no package source answered:\nerror: Unable to load")]
    public void Packages_with_a_known_vulnerability_or_that_nobody_could_be_asked_about_fail(string found, int answer, string probe, int code, string says)
    {
        var tools = Directory.CreateTempSubdirectory("funnel-packages-").FullName;
        var dotnet = Path.Combine(tools, "dotnet");
        File.WriteAllText(Path.Combine(tools, "found"), found);
        File.WriteAllText(Path.Combine(tools, "probe"), probe);
        File.WriteAllText(dotnet, $$"""
            #!/usr/bin/env bash
            case "$*" in
              nuget*) echo "E https://packages.example.com/v3/index.json" ;;
              *--config*) cat "{{tools}}/probe" ;;
              *json*) cat "{{tools}}/found"; exit {{answer}} ;;
              *) echo "   > Bad.Package  1.0.0  High" ;;
            esac
            """);
        File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var (exit, output) = Bash("-c", $"PATH={tools}:$PATH; ../.ci/check-packages 2>&1");
        Directory.Delete(tools, recursive: true);
        Assert.StartsWith(says, output, StringComparison.Ordinal);
        Assert.Equal(code, exit);
    }

    private static (int Code, string Output) Bash(params string[] arguments)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", arguments) { WorkingDirectory = Repository.Path("infra"), RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        return (bash.ExitCode, bash.ExitCode == 0 ? output : output + errors.Result);
    }
}
