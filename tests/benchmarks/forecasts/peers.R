# Forecasts by R's package `forecast` for the benchmark of forecasts:
#   Rscript peers.R stlf|harmonic HISTORIES.csv ORIGINS.csv FORECASTS.csv
# HISTORIES: origin,value, the open intervals of the days before each origin in order, no gaps. ORIGINS: origin,day,week,ahead, the season of a day and
# of a week and the length of the forecast, all in intervals. FORECASTS: origin,forecast,lower80,upper80. Prints the CPU seconds, without those of loading.

suppressPackageStartupMessages(library(forecast))

# Seasons of a day and a week, or of a week alone where a day is one interval.
seasonal <- function(values, day, week) {
  if (day > 1 && week > day) msts(values, seasonal.periods = c(day, week)) else ts(values, frequency = week)
}

# Seasons and trend by loess (one after the other where there are two), ETS of what is left: as the package does it when not told otherwise.
by_stlf <- function(values, day, week, ahead) stlf(seasonal(values, day, week), h = ahead, level = 80)

# Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 10.5 and 12.1: Fourier terms of the seasons, as many as the corrected AIC takes, errors
# by ARIMA. The terms are fitted first and the errors after them: both at once take minutes at each origin of a series of half-hours.
by_harmonics <- function(values, day, week, ahead) {
  series <- seasonal(values, day, week)
  tried <- if (inherits(series, "msts")) {
    most <- function(terms, season) unique(pmin(terms, floor(season / 2)))
    grid <- expand.grid(of_day = most(c(3, 6, 10, 14), day), of_week = most(c(3, 10, 20, 40), week))
    lapply(seq_len(nrow(grid)), function(row) c(grid$of_day[row], grid$of_week[row]))
  } else {
    as.list(seq_len(floor(week / 2)))
  }
  fits <- lapply(tried, function(terms) {
    known <- fourier(series, K = terms)
    fit <- lm.fit(cbind(1, known), as.numeric(values))
    size <- length(values)
    free <- ncol(known) + 2
    criterion <- size * log(mean(fit$residuals^2)) + 2 * free + 2 * free * (free + 1) / (size - free - 1)
    list(terms = terms, fit = fit, criterion = criterion)
  })
  best <- fits[[which.min(vapply(fits, function(tested) tested$criterion, 0))]]
  coefficients <- best$fit$coefficients
  coefficients[is.na(coefficients)] <- 0
  season <- as.numeric(cbind(1, fourier(series, K = best$terms, h = ahead)) %*% coefficients)
  errors <- forecast(auto.arima(ts(best$fit$residuals), seasonal = FALSE, approximation = TRUE), h = ahead, level = 80)
  list(mean = season + errors$mean, lower = season + errors$lower, upper = season + errors$upper)
}

given <- commandArgs(trailingOnly = TRUE)
method <- list(stlf = by_stlf, harmonic = by_harmonics)[[given[1]]]
if (is.null(method)) stop("the method is stlf or harmonic, not ", given[1])
histories <- read.csv(given[2])
origins <- read.csv(given[3])
before <- proc.time()
made <- lapply(seq_len(nrow(origins)), function(row) {
  asked <- origins[row, ]
  values <- histories$value[histories$origin == asked$origin]
  found <- method(values, asked$day, asked$week, asked$ahead)
  data.frame(
    origin = asked$origin,
    forecast = as.numeric(found$mean),
    lower80 = as.numeric(found$lower),
    upper80 = as.numeric(found$upper)
  )
})
spent <- proc.time() - before
write.csv(do.call(rbind, made), given[4], row.names = FALSE, quote = FALSE)
cat(sum(spent[c("user.self", "sys.self", "user.child", "sys.child")], na.rm = TRUE), "\n")
