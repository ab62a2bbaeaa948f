using Sockeye.Engine.Outbounds;

namespace Sockeye.HttpForwarding.Targets;

/// <summary>
/// Who may use an open connection to a target again: the same user with the same password, come by the same inbound,
/// sent out by the very same outbound. After a reload, or another password, nothing old is found.
/// </summary>
internal readonly record struct TargetPoolKey(string UserName, long PasswordVersion, string InboundTag, Outbound Outbound);
