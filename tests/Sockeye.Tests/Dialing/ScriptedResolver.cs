using System.Net;
using Sockeye.Engine.Dialing;

namespace Sockeye.Tests.Dialing;

/// <summary>Answers every name with the same addresses, or not at all.</summary>
internal sealed class ScriptedResolver(params string[] addresses) : INameResolver
{
    /// <summary>The names asked for.</summary>
    public List<string> Asked { get; } = [];

    public async ValueTask<ResolveResult> ResolveAsync(string name, string fairnessKey, CancellationToken cancellationToken)
    {
        Asked.Add(name);
        if (addresses.Length > 0)
        {
            return ResolveResult.Resolved([.. addresses.Select(IPAddress.Parse)]);
        }

        var cancelled = new TaskCompletionSource();
        await using var registration = cancellationToken.UnsafeRegister(_ => cancelled.SetResult(), null);
        await cancelled.Task;
        return ResolveResult.Failed(DialErrorKind.Aborted, "cancelled");
    }
}
