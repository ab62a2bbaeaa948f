using System.CommandLine;
using Sockeye.Benchmarks;
using Sockeye.Benchmarks.Cli;
using Sockeye.Benchmarks.Load;
using Sockeye.Benchmarks.Target;

// Signals are handled by the bench (Machine/Ending.cs), which has programs to end.
InvocationConfiguration byOurselves = new() { ProcessTerminationTimeout = null };

// The roles that it gives to children of its own.
return args switch
{
    ["target", var certificateFile, var keyFile] => TargetRole.Run(certificateFile, keyFile),
    ["load", var certificateFile] => LoadRole.Run(certificateFile),
    _ => BenchCommand.Create(settings => new Bench(settings, Console.Out, Console.Error).Run()).Parse(args).Invoke(byOurselves),
};
