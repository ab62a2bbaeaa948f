using Sockeye.Cli;
using Sockeye.Engine.Transport.Sockets.Portable;

// Before the first socket: completions run on the thread that polls (docs/architecture.md, the data plane).
SocketsRuntime.Configure();
return await CommandLine.RunAsync(args, CliEnvironment.OfThisProcess());
