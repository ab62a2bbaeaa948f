using System.CommandLine;

namespace Sockeye.Cli;

/// <summary>What <c>cert issue</c> and <c>cert renew</c> have in common on the command line.</summary>
internal static class IssuingArguments
{
    public static Argument<string?> Tag() => new("TAG") { Description = "One certificate of \"acme\"; all where it is left out", Arity = ArgumentArity.ZeroOrOne };

    public static Option<bool> DryRun() => new("--dry-run") { Description = "Try the whole way at the authority's directory for trials; nothing is stored but an account there" };
}
