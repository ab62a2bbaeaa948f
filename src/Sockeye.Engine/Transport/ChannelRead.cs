namespace Sockeye.Engine.Transport;

/// <summary>The result of a read: bytes, or an end.</summary>
/// <param name="Bytes">
/// How many bytes were read; from <see cref="DuplexChannel.ReadAsync"/> 0 exactly where <paramref name="End"/> is not
/// <see cref="ChannelEnd.None"/>.
/// </param>
/// <param name="End">How the direction ended, or <see cref="ChannelEnd.None"/>.</param>
public readonly record struct ChannelRead(int Bytes, ChannelEnd End);
