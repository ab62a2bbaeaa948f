using Microsoft.AspNetCore.Http.Features;
using Sockeye.HttpForwarding.Requests;

namespace Sockeye.HttpForwarding.Forwarding;

/// <summary>An upgraded connection (WebSocket), its bytes counted in both directions.</summary>
internal sealed class CountingUpgrade(IHttpUpgradeFeature inner, ForwardedRequest request) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public static void Attach(IFeatureCollection features, ForwardedRequest request)
    {
        if (features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            features.Set<IHttpUpgradeFeature>(new CountingUpgrade(upgrade, request));
        }
    }

    public async Task<Stream> UpgradeAsync() => new CountingStream(await inner.UpgradeAsync(), request, towardsTarget: false);
}
