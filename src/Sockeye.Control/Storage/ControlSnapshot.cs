using Sockeye.Control.Upstreams;
using Sockeye.Engine.Authentication;

namespace Sockeye.Control.Storage;

/// <summary>Users and upstreams at one moment of the database. Immutable.</summary>
/// <param name="Users">Every user.</param>
/// <param name="Upstreams">Every upstream, by id; the ones that cannot be used say so themselves. An unchanged upstream is the same object as before.</param>
public sealed record ControlSnapshot(UserTable Users, IReadOnlyList<UpstreamRecord> Upstreams);
