using Funnel.Embedded.Commands;

var debug = string.Equals(Environment.GetEnvironmentVariable("FUNNEL_DEBUG"), "1", StringComparison.Ordinal);
return await new CommandLine(CommandTable.All, System.Console.Out, System.Console.Error, debug).Run(args, CancellationToken.None);
