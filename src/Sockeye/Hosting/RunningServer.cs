using System.Text.Json;
using System.Text.Json.Serialization;
using Sockeye.Control.Configuration;

namespace Sockeye.Hosting;

/// <summary>How a client reaches one inbound: what the commands to copy are made of.</summary>
/// <param name="Tag">The inbound's tag.</param>
/// <param name="Host">The name or address to connect to, without brackets.</param>
/// <param name="Port">The port.</param>
/// <param name="IsTls">Whether TLS is spoken.</param>
/// <param name="CertificateAuthority">The file of the local authority, where its certificate is served.</param>
internal sealed record ReachableInbound(string Tag, string Host, int Port, bool IsTls, string? CertificateAuthority)
{
    /// <summary>The tags of the store's certificates that are served before the local authority's, once they are there; with spaces between.</summary>
    public string StoredTags { get; init; } = "";
}

/// <summary>Where a running server listens, noted in its data directory, so that <c>user add</c> in a second terminal prints what works.</summary>
internal static class RunningServer
{
    private const string FileName = "running.json";

    public static void Note(string dataDirectory, IReadOnlyList<ReachableInbound> inbounds) => AtomicFile.Write(
        Path.Combine(dataDirectory, FileName), JsonSerializer.SerializeToUtf8Bytes(inbounds, RunningServerJson.Default.IReadOnlyListReachableInbound));

    public static void Forget(string dataDirectory) => File.Delete(Path.Combine(dataDirectory, FileName));

    /// <summary>The inbounds of the server that runs on this data directory, or null where none does.</summary>
    public static IReadOnlyList<ReachableInbound>? Find(string dataDirectory)
    {
        try
        {
            if (!File.Exists(Path.Combine(dataDirectory, FileName)))
            {
                return null;
            }

            if (DataDirectoryLock.TryAcquire(dataDirectory, out var unheld, out _))
            {
                unheld.Dispose(); // nobody runs: what stands in the file is of a server that was killed
                return null;
            }

            return JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(dataDirectory, FileName)), RunningServerJson.Default.IReadOnlyListReachableInbound);
        }
        catch (Exception exception) when (exception is IOException or JsonException or UnauthorizedAccessException or DataDirectoryException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(IReadOnlyList<ReachableInbound>))]
internal sealed partial class RunningServerJson : JsonSerializerContext;
