namespace Sockeye.Engine.Authentication;

/// <summary>
/// Lets whoever connects in without a login, as one fixed user. For the bridge on this machine's own loopback only
/// (<c>sockeye connect</c>): a server's configuration has no way to ask for it.
/// </summary>
/// <param name="User">Whom everybody is. Must stand in the composition's <see cref="IUserSource"/>, or sessions end as a revoked user's.</param>
public sealed record OpenAccess(User User);
