namespace Sockeye.Admin;

/// <summary>Whether new connections are welcome.</summary>
internal interface IReadiness
{
    /// <summary>True between the first accepted connection and the beginning of the drain.</summary>
    bool IsReady { get; }

    /// <summary>One line for <c>/readyz</c>.</summary>
    string Describe();

    /// <summary>What deserves a look while the proxy serves all the same, one line each; <c>/healthz</c> has them behind its first line.</summary>
    IReadOnlyList<string> Warnings { get; }
}
