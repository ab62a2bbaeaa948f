namespace Sockeye.Engine.Authentication;

/// <summary>Where the data plane gets its users from: a database, or a test's table.</summary>
public interface IUserSource
{
    /// <summary>The present snapshot; reading it is a field access.</summary>
    UserTable Current { get; }

    /// <summary>Raised after <see cref="Current"/> was replaced, on any thread.</summary>
    event Action? Changed;
}
