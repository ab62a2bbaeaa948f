namespace Sockeye.Engine.Relaying;

/// <summary>The last part of a session's way: what goes both ways until it ends.</summary>
internal interface ISessionRelay
{
    /// <summary>Runs until the end; the session's reason is set. Everything that was given to it is given back.</summary>
    ValueTask RunAsync();
}
