using Microsoft.Extensions.Logging;
using Sockeye.Acme;

namespace Sockeye.Control.Certificates.Managed;

/// <summary>An order's steps in the log, and on to whoever else looks.</summary>
internal sealed class OrderLog(string tag, IProgress<OrderStep>? next, ILogger logger) : IProgress<OrderStep>
{
    public void Report(OrderStep value)
    {
        if (value.IsWarning)
        {
            CertificateLog.OrderWarning(logger, tag, value.Text);
        }
        else
        {
            CertificateLog.OrderStep(logger, tag, value.Text);
        }

        next?.Report(value);
    }
}
