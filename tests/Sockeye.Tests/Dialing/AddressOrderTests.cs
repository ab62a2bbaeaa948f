using System.Net;
using Sockeye.Engine.Dialing;

namespace Sockeye.Tests.Dialing;

public sealed class AddressOrderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("1.1.1.1", "1.1.1.1")]
    [InlineData("2000::1 2000::2 1.1.1.1 1.1.1.2 1.1.1.3", "2000::1 1.1.1.1 2000::2 1.1.1.2 1.1.1.3")]
    [InlineData("1.1.1.1 2000::1 2000::2 2000::3", "1.1.1.1 2000::1 2000::2 2000::3")]
    [InlineData("1.1.1.1 ::ffff:1.1.1.1 1.1.1.1 1.1.1.2", "1.1.1.1 1.1.1.2")]
    public void Interleave_OfTwoFamilies_TakesTurnsAndKeepsTheOrderOfEach(string addresses, string ordered) =>
        string.Join(' ', AddressOrder.Interleave([.. addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)])
            .Select(a => a.ToString())).ShouldBe(ordered);
}
