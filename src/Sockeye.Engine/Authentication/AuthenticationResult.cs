using System.Diagnostics.CodeAnalysis;

namespace Sockeye.Engine.Authentication;

/// <summary>A user, or a refusal.</summary>
public readonly record struct AuthenticationResult
{
    /// <summary>What became of the login.</summary>
    public AuthenticationOutcome Outcome { get; private init; }

    /// <summary>The user, where accepted.</summary>
    public User? User { get; private init; }

    /// <summary>Whether the login was accepted.</summary>
    [MemberNotNullWhen(true, nameof(User))]
    public bool IsAccepted => User is not null;

    /// <summary>Accepted.</summary>
    public static AuthenticationResult Accepted(User user) => new() { Outcome = AuthenticationOutcome.Accepted, User = user };

    /// <summary>Refused: unknown, wrong, disabled and expired look alike from outside.</summary>
    public static AuthenticationResult Refused => new() { Outcome = AuthenticationOutcome.Refused };

    /// <summary>The hashing queue is full: close without a status.</summary>
    public static AuthenticationResult Overloaded => new() { Outcome = AuthenticationOutcome.Overloaded };
}

/// <summary>What became of a login.</summary>
public enum AuthenticationOutcome
{
    /// <summary>Name or password wrong, or the user may not log in now.</summary>
    Refused,

    /// <summary>The user is in.</summary>
    Accepted,

    /// <summary>No place in the hashing queue.</summary>
    Overloaded,
}
